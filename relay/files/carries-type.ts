import type { Carries } from './carries.ts'

/** Is this MIME type (bare, in lower case) among those a line carries? */
export function carriesType({ types }: Pick<Carries, 'types'>, contentType: string): boolean {
  const kind = contentType.split('/')[0]
  return types.some((type) => type === '*/*' || type === contentType || type === `${kind}/*`)
}
