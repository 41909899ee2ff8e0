/** Whether a file is one that a phone keeps for its own use, like what Messages shows a link with; it is none that a person sent. */
export function isInnerFile(name: string): boolean {
  return /\.pluginPayloadAttachment$/i.test(name)
}
