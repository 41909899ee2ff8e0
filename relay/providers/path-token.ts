/** The last segment of a webhook's path, where a vendor that signs nothing carries its unguessable token. */
export function pathToken(target: string): string {
  const [path = ''] = target.split('?', 1)
  return path.split('/').at(-1) ?? ''
}
