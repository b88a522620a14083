interface Task {
  readonly key: string;
  readonly run: () => Promise<void>;
}

/** Runs tasks, a number of them at once, in the order in which they were added, and those of a key one by one. */
export class KeyedPool {
  readonly #concurrency: number;
  readonly #onChange: () => void;
  readonly #ready: Task[] = [];
  /** The keys of the tasks that run, and the tasks that wait for them. */
  readonly #running = new Map<string, Task[]>();
  #blocked = 0;

  /** @param onChange is called when a task has ended. */
  constructor(concurrency: number, onChange: () => void) {
    this.#concurrency = concurrency;
    this.#onChange = onChange;
  }

  /** Tasks that have not begun. */
  get waiting(): number {
    return this.#ready.length + this.#blocked;
  }

  get isIdle(): boolean {
    return this.#running.size === 0 && this.waiting === 0;
  }

  /** Adds a task, which never rejects. */
  add(key: string, run: () => Promise<void>): void {
    this.#ready.push({ key, run });
    this.#start();
  }

  #start(): void {
    while (this.#running.size < this.#concurrency) {
      const task = this.#ready.shift();
      if (task === undefined) return;
      const before = this.#running.get(task.key);
      if (before === undefined) void this.#run(task);
      else {
        before.push(task);
        this.#blocked += 1;
      }
    }
  }

  async #run(task: Task): Promise<void> {
    this.#running.set(task.key, []);
    await task.run();
    const [next, ...others] = this.#running.get(task.key) ?? [];
    this.#running.delete(task.key);
    if (next !== undefined) {
      this.#blocked -= 1 + others.length;
      this.#ready.unshift(next, ...others);
    }
    this.#start();
    this.#onChange();
  }
}
