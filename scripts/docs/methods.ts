import { globSync } from "tinyglobby";
import ts from "typescript";
import { type Block, read, root } from "./blocks.ts";

/** A method of a generated client, with the text of its docstring. */
export interface DocumentedMethod {
  /** `"2.16 Contacts.get"`. */
  readonly name: string;
  readonly words: string;
  /** Its return type, as in the code: `Call<Contact>`. */
  readonly result: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** The modules of the client, one for each API version that has types of its own. */
export function clientModules(): string[] {
  return globSync("packages/client/src/generated/{2.*,preview}.ts", { cwd: root }).sort();
}

/**
 * The generated modules of core and the client that a program imports something to call from. The modules of
 * resources are all made alike.
 */
export function generatedModules(): string[] {
  const files = [
    "packages/{core,client}/src/generated/{2.*,preview,unstable}.ts",
    "packages/client/src/generated/{2.7,2.16,unstable}/contacts.ts",
  ];
  return globSync(files, { cwd: root }).sort();
}

/** The methods of all interfaces of such a module. */
export function methodsIn(file: string): DocumentedMethod[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  return source.statements.filter(ts.isInterfaceDeclaration).flatMap(({ name, members }) =>
    members.filter(ts.isMethodSignature).map((method) => {
      const [doc] = method.getChildren().filter(ts.isJSDoc);
      return {
        name: `${versionOf(file)} ${name.text}.${method.name.getText()}`,
        words: ts.getTextOfJSDocComment(doc?.comment) ?? "",
        result: method.type?.getText() ?? "",
        tags: new Map(doc?.tags?.map((tag) => [tag.tagName.text, textOf(tag)])),
      };
    }),
  );
}

/** The examples of one version's methods, as one program. */
export function exampleProgram(file: string): Block {
  const version = versionOf(file);
  const code = [
    `import { createIntercom } from "@interkit/client/${version}";`,
    'const intercom = createIntercom({ token: "test" });',
    ...methodsIn(file).map(({ tags }) => tags.get("example") ?? ""),
  ].join("\n");
  return { file, line: 1, language: "ts", code, above: [] };
}

function textOf(tag: ts.JSDocTag): string {
  return tag
    .getText()
    .replace(/^@\w+\s*/, "")
    .replaceAll(/\n\s*\*/g, "\n")
    .trim();
}

function versionOf(file: string): string {
  return file.replace(/^.*\/|\.ts$/g, "");
}
