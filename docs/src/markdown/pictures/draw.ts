import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { instance, type RenderOptions } from "@viz-js/viz";

/** The pictures by their names, each as the SVG that Graphviz draws. */
export type Drawings = Readonly<Record<string, string>>;

/** What all pictures have in common, so that their sources hold what they show alone. */
const defaults: RenderOptions = {
  format: "svg",
  graphAttributes: {
    bgcolor: "transparent",
    fontname: "Helvetica",
    fontsize: 15,
    margin: 0,
    nodesep: 0.2,
    ranksep: 0.3,
    pad: 0.05,
    color: "dimgray",
    style: "rounded",
  },
  nodeAttributes: {
    shape: "box",
    style: "filled,rounded",
    fillcolor: "lightgray",
    color: "dimgray",
    fontname: "Helvetica",
    fontsize: 15,
    margin: "0.08,0.06",
  },
  edgeAttributes: { color: "dimgray", fontname: "Helvetica", fontsize: 14, arrowsize: 0.8 },
};

/**
 * Draws every `.dot` file of a folder.
 *
 * @throws {Error} when Graphviz finds a mistake in one, or something to warn of.
 */
export async function drawPictures(folder: string): Promise<Drawings> {
  const viz = await instance();
  const files = readdirSync(folder).filter((file) => file.endsWith(".dot"));
  return Object.fromEntries(
    files.sort().map((file) => {
      const { output, errors } = viz.render(
        readFileSync(path.join(folder, file), "utf8"),
        defaults,
      );
      const [problem] = errors;
      if (output === undefined || problem !== undefined) {
        throw new Error(`pictures/${file}: ${problem?.message.trim() ?? "Graphviz draws nothing"}`);
      }
      return [path.basename(file, ".dot"), output];
    }),
  );
}
