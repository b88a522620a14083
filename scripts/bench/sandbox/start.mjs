// One start in a process of its own, for bench/sandbox.ts: prints its duration in milliseconds.
const begin = performance.now();
const { createSandbox } = await import("@interkit/sandbox");
const imported = performance.now();
const sandbox = createSandbox();
const response = await sandbox.fetch("https://api.intercom.io/contacts", {
  headers: { Authorization: "Bearer any" },
});
await response.json();
const end = performance.now();
if (response.status !== 200) throw new Error(`The first answer is ${response.status}`);
// `performance.now` counts from the start of the process.
console.log(JSON.stringify({ import: imported - begin, first: end - imported, process: end }));
