// Loaded with every page: it imports the rest only where there is a program to run.
if (document.querySelector("interkit-program") !== null) void import("./program-element.ts");
