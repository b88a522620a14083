import { definePlugin, type ExpressiveCodePlugin } from "@astrojs/starlight/expressive-code";
import { h } from "@astrojs/starlight/expressive-code/hast";

/** Marks each block ` ```ts try ` as a program that runs in the page. */
export function runnablePrograms(): ExpressiveCodePlugin {
  return definePlugin({
    name: "Runnable programs",
    hooks: {
      postprocessRenderedBlockGroup: ({ renderData, renderedGroupContents }) => {
        const isProgram = renderedGroupContents.some(({ codeBlock: { language, meta } }) => {
          return language === "ts" && /(^|\s)try(\s|$)/.test(meta);
        });
        if (isProgram) renderData.groupAst = h("interkit-program", renderData.groupAst);
      },
    },
  });
}
