import { randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { VendorFile, VendorForm } from '../fake-vendor/read-form.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { failure, success } from './envelope.ts'
import type { Mac } from './mac.ts'

const attachment = Compile(
  Type.Object({
    chatGuid: Type.String({ minLength: 1 }),
    name: Type.String({ minLength: 1 }),
    tempGuid: Type.Optional(Type.String()),
    method: Type.Optional(Type.Enum(['apple-script', 'private-api'])),
  }),
)
const Part = Type.Object({
  partIndex: Type.Number(),
  text: Type.Optional(Type.String()),
  attachment: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
})
const multipart = Compile(
  Type.Object({
    chatGuid: Type.String({ minLength: 1 }),
    tempGuid: Type.Optional(Type.String()),
    parts: Type.Array(Part, { minItems: 1 }),
  }),
)

/** `POST /message/attachment`: one file, a message of its own. */
export function sendAttachment(form: VendorForm | undefined, mac: Mac): VendorReply {
  if (!form || !attachment.Check(form.fields)) return failure(400, 'The chatGuid field is required.')
  const { chatGuid, name, tempGuid, method = 'apple-script' } = form.fields
  const file = form.files.attachment
  if (!file || file.content.length === 0) return failure(400, 'Attachment not provided or was empty!')
  if (method === 'apple-script' && !tempGuid) {
    return failure(400, "A 'tempGuid' is required when sending via AppleScript")
  }
  if (method === 'private-api' && !mac.privateApi()) return failure(500, 'iMessage Private API is not enabled!')
  if (method === 'private-api' && !mac.db.hasChat(chatGuid)) return failure(500, 'Chat does not exist!', null)
  const address = chatGuid.split(';').at(-1) ?? ''
  const row = mac.send({ address, chatGuid, text: '\uFFFC', tempGuid, files: [{ ...file, name }] })
  if (!row.error) return success('Attachment sent!', row)
  return failure(500, 'Failed to send attachment! See attached message error code.', row, 'Attachment Send Error')
}

/** `POST /attachment/upload`: lays a file on the Mac for a message in parts. */
export function uploadAttachment(form: VendorForm | undefined, mac: Mac): VendorReply {
  const file = form?.files.attachment
  if (!file || file.content.length === 0) return failure(400, 'Attachment not provided or was empty!')
  const path = `${randomUUID().toUpperCase()}/${file.name}`
  mac.uploads.set(path, file)
  return success('Success', { path })
}

/** `POST /message/multipart`: text and uploaded files as one message. Its webhooks never bear the tempGuid. */
export function sendMultipart(body: unknown, mac: Mac): VendorReply {
  if (!multipart.Check(body)) return failure(400, 'The chatGuid or parts are invalid.')
  const { chatGuid, parts, tempGuid } = body
  const files: VendorFile[] = []
  for (const part of parts) {
    const wrong = wrongWith(part, mac)
    if (wrong !== undefined) return failure(400, wrong)
    const uploaded = part.attachment === undefined ? undefined : mac.uploads.get(part.attachment)
    if (uploaded) files.push({ ...uploaded, name: part.name ?? '' })
  }
  if (!mac.privateApi()) return failure(500, 'iMessage Private API is not enabled!')
  if (!mac.db.hasChat(chatGuid)) return failure(500, 'Chat does not exist!', null)
  const text = parts.map((part) => part.text ?? '\uFFFC').join('')
  const address = chatGuid.split(';').at(-1) ?? ''
  const row = mac.send({ address, chatGuid, text, tempGuid: undefined, files })
  const shown = tempGuid === undefined ? row : { ...row, tempGuid }
  if (!row.error) return success('Message sent!', shown)
  return failure(500, 'Message failed to send!', shown, 'Message sent with an error. See attached message')
}

function wrongWith(part: Static<typeof Part>, mac: Mac): string | undefined {
  if (!part.text && !part.attachment) return 'Each part must have either a text or attachment'
  if (part.attachment === undefined) return undefined
  if (!part.name) return 'Each attachment must have a name'
  return mac.uploads.has(part.attachment) ? undefined : `Attachment '${part.attachment}' does not exist`
}
