/** Converts the HTML of articles to Markdown. */
export function toMarkdown(html: string): string {
  const text = html
    .replace(/<h([1-6])[^>]*>(.*?)<\/h\1>/gs, (_, level, title) => {
      return `${"#".repeat(Number(level))} ${title}\n\n`;
    })
    .replace(/<\/?(b|strong)(\s[^>]*)?>/g, "**")
    .replace(/<\/?(i|em)(\s[^>]*)?>/g, "*")
    .replace(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs, "[$2]($1)")
    .replace(/<li[^>]*>(.*?)<\/li>/gs, "- $1\n")
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/<\/(p|ul|ol|div)>/g, "\n\n")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return text === "" ? "" : `${text}\n`;
}

/** Converts Markdown to HTML: headings, lists, paragraphs, bold, italics and links. */
export function markdownToHtml(markdown: string): string {
  return markdown
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .map(blockToHtml)
    .join("");
}

function blockToHtml(block: string): string {
  const heading = /^(#{1,6})\s+(.*)$/s.exec(block);
  if (heading) {
    const level = heading[1]?.length ?? 1;
    return `<h${level}>${inline(heading[2] ?? "")}</h${level}>`;
  }
  const lines = block.split("\n");
  if (lines.every((line) => /^[-*]\s/.test(line))) {
    return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join("")}</ul>`;
  }
  return `<p class="no-margin">${inline(block)}</p>`;
}

function inline(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/\*\*(.+?)\*\*/g, "<b>$1</b>")
    .replace(/\*(.+?)\*/g, "<i>$1</i>")
    .replace(/\[(.+?)\]\((.+?)\)/g, '<a href="$2">$1</a>')
    .replaceAll("\n", "<br>");
}

/** Articles are stored as HTML: plain text becomes a paragraph. */
export function toArticleHtml(body: string): string {
  return body === "" || /^\s*</.test(body) ? body : `<p class="no-margin">${body}</p>`;
}

/** Removes the tags of HTML, and collapses white space. */
export function stripTags(html: string): string {
  return html
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** A title as used in URLs. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
