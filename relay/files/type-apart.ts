import { Permanent } from '../errors.ts'
import type { Readers } from '../readers/readers.ts'
import type { trueType } from './true-type.ts'

const module = new URL('./true-type.ts', import.meta.url).href
/** Bytes that are looked at: what a file is stands at its beginning. */
const looked = 4_000_000

/** What bytes truly are, as `trueType` tells, found by a reader: a stranger made them. Throws `Permanent` where it takes too much. */
export async function typeApart(
  readers: Readers,
  portalId: string,
  ...[content, served, announced]: Parameters<typeof trueType>
): ReturnType<typeof trueType> {
  const args: Parameters<typeof trueType> = [content.subarray(0, looked), served, announced]
  try {
    return await readers.run<typeof trueType>({ module, name: 'trueType', args, whose: portalId })
  } catch (error) {
    if (!(error instanceof Permanent)) throw error
    throw new Permanent('attachment_type_refused', 'What the file is cannot be told in the time that one may take.', {
      cause: error,
    })
  }
}
