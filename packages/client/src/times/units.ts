/** The limit between seconds and milliseconds: as seconds the year 5138, as milliseconds 1973. */
export const latestSeconds = 1e11;
