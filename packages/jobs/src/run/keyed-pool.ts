import { Queue } from "./queue.ts";

interface Task {
  readonly key: string;
  readonly run: () => Promise<void>;
}

/** Runs tasks, a number of them at once, in the order in which they were added, and those of a key one by one. */
export class KeyedPool {
  readonly #concurrency: number;
  readonly #onChange: () => void;
  readonly #ready = new Queue<Task>();
  /** The keys of the tasks that run, and the tasks that wait for them. */
  readonly #running = new Map<string, Queue<Task>>();
  #blocked = 0;

  /** @param onChange is called when a task has ended. */
  constructor(concurrency: number, onChange: () => void) {
    this.#concurrency = concurrency;
    this.#onChange = onChange;
  }

  /** Tasks that have not begun. */
  get waiting(): number {
    return this.#ready.size + this.#blocked;
  }

  get isIdle(): boolean {
    return this.#running.size === 0 && this.waiting === 0;
  }

  /** Adds a task, which never rejects. */
  add(key: string, run: () => Promise<void>): void {
    this.#ready.add({ key, run });
    this.#start();
  }

  #start(): void {
    while (this.#running.size < this.#concurrency) {
      const task = this.#ready.take();
      if (task === undefined) return;
      const before = this.#running.get(task.key);
      if (before === undefined) void this.#run(task);
      else {
        before.add(task);
        this.#blocked += 1;
      }
    }
  }

  async #run(first: Task): Promise<void> {
    const others = new Queue<Task>();
    this.#running.set(first.key, others);
    await first.run();
    for (let task = others.take(); task !== undefined; task = others.take()) {
      this.#blocked -= 1;
      this.#onChange();
      await task.run();
    }
    this.#running.delete(first.key);
    this.#start();
    this.#onChange();
  }
}
