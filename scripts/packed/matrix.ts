/** The compilers that read the packages, oldest first: the last release of each minor version. */
export const compilers = [
  "5.4.5",
  "5.5.4",
  "5.6.3",
  "5.7.3",
  "5.8.3",
  "5.9.3",
  "6.0.3",
  "7.0.2",
] as const;

/** The settings in which projects of users differ. */
export const factors = {
  compiler: compilers,
  resolution: ["nodenext", "node16", "bundler"],
  platform: ["node", "node and dom", "browser"],
  exact: [true, false],
  peers: ["none", "all"],
} as const;

export type Row = { [F in keyof typeof factors]: (typeof factors)[F][number] };

/** A browser has none of the peers, which are all for Node. */
function isReal(row: Row): boolean {
  return row.platform !== "browser" || row.peers === "none";
}

function everyRow(): Row[] {
  let rows: Partial<Row>[] = [{}];
  for (const [factor, values] of Object.entries(factors)) {
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [factor]: value })));
  }
  return (rows as Row[]).filter(isReal);
}

/** The pairs of values that a row has: `compiler=5.4.5 resolution=node16` and so on. */
function pairsOf(row: Row): string[] {
  const named = Object.entries(row).map(([factor, value]) => `${factor}=${value}`);
  return named.flatMap((one, index) => named.slice(index + 1).map((other) => `${one} ${other}`));
}

/** Every pair of values that a project can have. */
export function everyPair(rows: readonly Row[] = everyRow()): Set<string> {
  return new Set(rows.flatMap(pairsOf));
}

/**
 * Few rows in which every pair of values meets: mistakes in declarations come from one setting or from
 * two together, and all 240 rows would take ten times as long. Each row taken is the one with the most
 * pairs that no row before it has.
 */
export function pairwise(): Row[] {
  const open = everyPair();
  const rows = everyRow();
  const taken: Row[] = [];
  const news = (row: Row) => pairsOf(row).filter((pair) => open.has(pair)).length;
  while (open.size > 0) {
    const best = rows.reduce((one, other) => (news(other) > news(one) ? other : one));
    for (const pair of pairsOf(best)) open.delete(pair);
    taken.push(best);
  }
  return taken;
}
