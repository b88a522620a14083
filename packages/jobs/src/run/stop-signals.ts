const signals = ["SIGINT", "SIGTERM"] as const;

/** The runs that stop with the next signal. One listener for all: Node warns of a leak at more than ten. */
const runs = new Set<() => void>();

/**
 * Calls back at the first SIGINT or SIGTERM, until the returned function is called. After the first signal, the next
 * one has the effect that it has without this.
 */
export function onStopSignal(stop: () => void): () => void {
  if (runs.size === 0) for (const signal of signals) process.on(signal, stopAll);
  runs.add(stop);
  return () => {
    if (runs.delete(stop) && runs.size === 0) removeListeners();
  };
}

function stopAll(): void {
  const stopped = [...runs];
  runs.clear();
  removeListeners();
  for (const stop of stopped) stop();
}

function removeListeners(): void {
  for (const signal of signals) process.off(signal, stopAll);
}
