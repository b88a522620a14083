// Requests a URL as often as it is sent a number, in a process of its own, and reports when it is done.
const [url] = process.argv.slice(2);
const headers = { authorization: "Bearer token", "intercom-version": "2.16" };

process.once("disconnect", () => process.exit());
process.on("message", async (calls) => {
  for (let call = 0; call < calls; call += 1) {
    const response = await fetch(url, { headers });
    const text = await response.text();
    const body = JSON.parse(text);
    if (body.data?.length !== 50) return process.send(`no list: ${text.slice(0, 200)}`);
  }
  process.send("");
});
