// Prints the bytes of a bundle, minified and compressed by gzip.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const programs = {
  "@interkit/client": `import { createIntercom } from "@interkit/client/2.16";
    createIntercom({ token: "t" }).contacts.get("1").then(console.log);`,
  "@interkit/client, lean": `import { bindContacts } from "@interkit/client/2.16/contacts";
    import { createLeanClient } from "@interkit/core/lean";
    bindContacts(createLeanClient("2.16", { token: "t" })).get("1").then(console.log);`,
  "@interkit/core, minimal": `import { createMinimalClient } from "@interkit/core/lean";
    createMinimalClient("2.16", { token: "t" })
      .GET("/contacts/{contact_id}", { params: { path: { contact_id: "1" } } }).then(console.log);`,
  "@interkit/client, all": `export * from "@interkit/client";
    export * from "@interkit/client/2.16";`,
  "intercom-client, all": `export * from "intercom-client";`,
  "openapi-fetch": `import createClient from "openapi-fetch";
    createClient({ baseUrl: "https://api.intercom.io" }).GET("/contacts/1").then(console.log);`,
  "intercom-client": `import { IntercomClient } from "intercom-client";
    new IntercomClient({ token: "t" }).contacts.find({ contact_id: "1" }).then(console.log);`,
  "@octokit/core": `import { Octokit } from "@octokit/core";
    new Octokit({ auth: "t" }).request("GET /contacts/1").then(console.log);`,
  stripe: `import Stripe from "stripe"; new Stripe("t").customers.retrieve("1").then(console.log);`,
};

const [name] = process.argv.slice(2);
const { outputFiles } = await build({
  stdin: { contents: programs[name], resolveDir: import.meta.dirname ?? process.cwd() },
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  // Modules of Node that a browser lacks are not part of the comparison.
  external: ["node:*", "crypto", "stream", "http", "https", "fs", "path", "url", "util", "events"],
  write: false,
});
console.log(gzipSync(outputFiles[0].contents, { level: 9 }).length);
