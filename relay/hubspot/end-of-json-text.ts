/** Where the text of a JSON document ends whose opening quote stands at `begin`: at its closing quote, or behind the document. */
export function endOfJsonText(document: string, begin: number): number {
  let at = begin + 1
  while (at < document.length && document[at] !== '"') at += document[at] === '\\' ? 2 : 1
  return at
}
