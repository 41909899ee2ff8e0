/** An address of a vendor's that a browser may open, or null for everything else that may stand in its place. */
export function publicUrl(text: string | null | undefined): string | null {
  const url = URL.parse(text ?? '')
  return url?.protocol === 'https:' ? url.href : null
}
