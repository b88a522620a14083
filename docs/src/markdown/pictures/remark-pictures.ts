import type { Image, PhrasingContent, Root } from "mdast";
import { visit } from "unist-util-visit";
import type { Drawings } from "./draw.ts";
import { toSvg } from "./svg.ts";

const address = /^\/pictures\/(.+)\.dot$/;
/** A phone of 390 pixels shows so much without scrolling. */
const phoneWidth = 358;

/** A name describes no picture. */
const fewestWords = 3;

/**
 * Replaces each `![words](/pictures/NAME.dot)` by the picture itself, as SVG within the page.
 *
 * @throws {Error} when there is no such picture, or when it has no words for people who cannot see it.
 */
export function remarkPictures(drawings: Drawings): (tree: Root) => void {
  return (tree) => {
    let count = 0;
    visit(tree, "image", (image, index, parent) => {
      const name = address.exec(image.url)?.[1];
      if (name === undefined || parent === undefined || index === undefined) return;
      count += 1;
      parent.children[index] = picture(image, drawings[name], `picture-${count}`);
    });
  };
}

/** A node of its own kind: as an image, Astro would look for a file. */
function picture({ url, alt }: Image, drawing: string | undefined, id: string): PhrasingContent {
  if (drawing === undefined) throw new Error(`there is no picture ${url}`);
  const words = alt?.trim() ?? "";
  if (words.split(/\s+/).length < fewestWords) {
    throw new Error(`the picture ${url} needs words: ![What it shows, in sentences.](${url})`);
  }
  const { element, width } = toSvg(drawing, { id, words });
  const data = {
    hName: "span",
    hProperties: {
      className: ["picture"],
      // What scrolls has to be reached with the keyboard.
      ...(width > phoneWidth ? { tabIndex: 0 } : {}),
    },
    hChildren: [element],
  };
  return { type: "picture", data } as unknown as PhrasingContent;
}
