/** Where the site is published: the root of a host, since pages link to each other by paths such as `/guides/`. */
export const site = "https://interkit.github.io";
