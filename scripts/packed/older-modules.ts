import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { compile } from "./compile.ts";

const run = promisify(execFile);
const here = import.meta.dirname;

/** A statement of the README about CommonJS or Jest, and the errors of its test. */
export interface Tried {
  readonly statement: string;
  readonly complaints: readonly string[];
}

const printed = "ada@example.com";

/** CommonJS programs, in a folder that has the packages. */
export async function tryCommonJs(
  folder: string,
  compilerOf: (version: string) => string,
): Promise<Tried[]> {
  for (const file of ["program.cjs", "program.cts", "imports.cts"]) {
    copyFileSync(path.join(here, "commonjs", file), path.join(folder, file));
  }
  const typed = async (version: string, module: string, name: string) => {
    const found = await compile(folder, compilerOf(version), {
      compilerOptions: {
        target: "es2022",
        module,
        moduleResolution: module,
        lib: ["es2022"],
        types: ["node"],
        strict: true,
        outDir: `out/${version}-${module}`,
        // Their own declarations are another test's.
        skipLibCheck: true,
      },
      files: [`${name}.cts`],
    });
    if (found.ours.length > 0) return found.ours;
    return printsEmail(folder, `out/${version}-${module}/${name}.cjs`);
  };
  const refused = await typed("5.7.3", "nodenext", "program");
  return [
    { statement: "require() on Node 20.19", complaints: await printsEmail(folder, "program.cjs") },
    {
      statement: "import in a CommonJS file, TypeScript 5.8, module nodenext",
      complaints: await typed("5.8.3", "nodenext", "program"),
    },
    {
      statement: "import in a CommonJS file, TypeScript 7.0, module nodenext",
      complaints: await typed("7.0.2", "nodenext", "program"),
    },
    {
      statement: "await import() in a CommonJS file, TypeScript 5.4, module node16",
      complaints: await typed("5.4.5", "node16", "imports"),
    },
    {
      statement: "TypeScript before 5.8 refuses an import in a CommonJS file",
      complaints: refused.some((line) => line.includes("TS1479"))
        ? []
        : ["it does not, and the README says so"],
    },
  ];
}

async function printsEmail(folder: string, file: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, [file], { cwd: folder, timeout: 60_000 }).catch(
    (error: { stderr?: string; message: string }) => ({ stdout: error.stderr ?? error.message }),
  );
  return stdout.trim() === printed ? [] : [`${file} printed ${stdout.slice(0, 500)}`];
}

/** Jest, in a folder that has it and the packages. */
export async function tryJest(folder: string): Promise<Tried[]> {
  const ways = [
    ["ES module tests in Jest", "es-module.test.js"],
    ["await import() in CommonJS tests in Jest", "imports.test.cjs"],
  ] as const;
  mkdirSync(folder, { recursive: true });
  const tried: Tried[] = [];
  for (const [statement, file] of ways) {
    copyFileSync(path.join(here, "jest", file), path.join(folder, file));
    const config = { transform: {}, testMatch: [`**/${file}`] };
    const args = ["--experimental-vm-modules", "node_modules/jest/bin/jest.js"];
    const complaints = await run(process.execPath, [...args, "--config", JSON.stringify(config)], {
      cwd: folder,
      timeout: 120_000,
    }).then(
      ({ stderr }) => (/^Tests:\s+1 passed, 1 total/m.test(stderr) ? [] : [stderr]),
      (error: { stderr?: string; message: string }) => [error.stderr || error.message],
    );
    tried.push({ statement, complaints });
  }
  return tried;
}
