/** What a platform makes impossible for whoever runs on it: promises by runtime, with the reason. */
export const impossible: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
