import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import type { Attachment, Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { endpoint } from './endpoint.ts'
import { fileForm } from './file-form.ts'
import { post } from './post.ts'
import { dataOf, refusal } from './refusals.ts'
import type { BlueBubblesSettings } from './settings.ts'

const uploaded = Compile(Type.Object({ path: Type.String({ minLength: 1 }) }))

/**
 * Sends text and files as one message, which the Private API can: the files are laid on the Mac first, where nobody sees
 * them, and one call sends all or nothing.
 */
export async function sendMultipart(
  message: Outgoing,
  chatGuid: string,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const parts: object[] = message.body === '' ? [] : [{ text: message.body }]
  for (const file of message.attachments ?? []) {
    parts.push({ attachment: await upload(file, line, context), name: file.name })
  }
  const indexed = parts.map((part, partIndex) => ({ partIndex, ...part }))
  return post('/message/multipart', { chatGuid, tempGuid: message.reference, parts: indexed }, line, context)
}

async function upload(file: Attachment, line: Line<BlueBubblesSettings>, context: ProviderContext): Promise<string> {
  const request = { method: 'POST', body: fileForm(file) }
  const answer = await askVendor('BlueBubbles', endpoint(line, '/attachment/upload'), request, context)
  const refused = answer.status === 200 ? undefined : refusal(answer, context.now())
  if (refused) throw refused
  const data = dataOf(answer.json)
  if (answer.status === 200 && uploaded.Check(data)) return data.path
  throw new Temporary('provider_failed', 'The Mac could not take a file of this message.')
}
