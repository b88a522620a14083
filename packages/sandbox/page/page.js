// The reference page: Swagger UI over the bundle of the chosen version, calling this very sandbox.
// A file of its own, so that the page's security policy can forbid inline scripts.

const {
  versions,
  version: first,
  token,
} = await (await fetch("/_sandbox/page/settings.json")).json();

const requested = new URLSearchParams(location.search).get("version");
let version = versions.find((name) => name.toLowerCase() === requested?.toLowerCase()) ?? first;

const dark = matchMedia("(prefers-color-scheme: dark)");
const colour = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", colour);
colour();

document.getElementById("address").textContent = location.origin;
const choice = document.getElementById("version");
choice.append(...versions.toReversed().map((name) => new Option(name, name)));
choice.value = version;
choice.addEventListener("change", () => {
  version = choice.value;
  const address = new URL(location.href);
  address.searchParams.set("version", version);
  history.replaceState(history.state, "", address);
  ui.specActions.updateUrl(bundle());
  ui.specActions.download(bundle());
});

const ui = globalThis.SwaggerUIBundle({
  domNode: document.getElementById("reference"),
  url: bundle(),
  layout: "BaseLayout",
  plugins: [references, search],
  deepLinking: true,
  displayOperationId: true,
  displayRequestDuration: true,
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  filter: true,
  syntaxHighlight: { theme: dark.matches ? "monokai" : "idea" },
  // Swagger's own badge would send the description's address to its validator.
  validatorUrl: null,
  requestInterceptor: (request) => {
    if (!request.loadSpec) request.headers["Intercom-Version"] = version;
    return request;
  },
  // After every version's bundle, and never in place of a token that the reader has given.
  onComplete: () => {
    if (ui.authSelectors.authorized().size === 0) ui.preauthorizeApiKey("bearerAuth", token);
  },
});

function bundle() {
  return `/_sandbox/openapi/${version}.json`;
}

/**
 * Puts what a part of the description refers to in its place. Swagger UI's own way reads the whole
 * description again for every operation that is opened, which takes seconds.
 */
function references() {
  const resolveSubtree = async (document, path) => {
    const at = (steps) => steps.reduce((value, step) => value?.[step], document);
    const pointer = (reference) =>
      reference
        .slice(2)
        .split("/")
        .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const inline = (value, above) => {
      if (Array.isArray(value)) return value.map((item) => inline(item, above));
      if (typeof value !== "object" || value === null) return value;
      const { $ref: reference, ...own } = value;
      if (typeof reference !== "string") {
        return Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [key, inline(inner, above)]),
        );
      }
      const title = pointer(reference).at(-1);
      if (above.includes(reference)) return { title, description: "As above.", ...own };
      const target = at(pointer(reference));
      const isSchema = reference.startsWith("#/components/schemas/");
      return { ...(isSchema && { title }), ...inline(target, [...above, reference]), ...own };
    };
    return { spec: inline(at(path), []), errors: [] };
  };
  return { fn: { resolveSubtree } };
}

/**
 * Makes the filter find operations. Swagger's own looks at the names of sections only, and leaves
 * what it finds closed.
 */
function search() {
  const words = (phrase) => phrase.toLowerCase().split(/\s+/).filter(Boolean);
  return {
    fn: {
      opsFilter: (sections, phrase) =>
        sections
          .map((section, name) =>
            section.update("operations", (operations) =>
              operations.filter((entry) => {
                const operation = entry.get("operation");
                const text = [
                  ...[name, entry.get("method"), entry.get("path")],
                  ...[operation.get("operationId"), operation.get("summary")],
                ].join(" ");
                return words(phrase).every((word) => text.toLowerCase().includes(word));
              }),
            ),
          )
          .filter((section) => section.get("operations").size > 0),
    },
    statePlugins: {
      layout: {
        wrapSelectors: {
          isShown:
            (isShown, system) =>
            (_state, place, ...rest) => {
              const filter = system.layoutSelectors.currentFilter();
              const isSection = Array.isArray(place) && place[0] === "operations-tag";
              const isFiltered = typeof filter === "string" && words(filter).length > 0;
              return (isSection && isFiltered) || isShown(place, ...rest);
            },
        },
      },
    },
  };
}
