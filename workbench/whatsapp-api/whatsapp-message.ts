import { Compile } from 'typebox/compile'
import { Type, type Static } from 'typebox'
import type { VendorFile } from '../fake-vendor/read-form.ts'

/** Uploaded, or at an address that Meta fetches it from. */
const source = {
  id: Type.Optional(Type.String({ minLength: 1 })),
  link: Type.Optional(Type.String({ pattern: '^https?://\\S+$' })),
}
const media = Type.Object(
  { ...source, caption: Type.Optional(Type.String({ maxLength: 1024 })), filename: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
const sound = Type.Object(source, { additionalProperties: false })

/** What `POST /messages` takes. A field that is not known is refused, as Graph does. */
const WhatsAppPost = Type.Object(
  {
    messaging_product: Type.Literal('whatsapp'),
    recipient_type: Type.Optional(Type.Literal('individual')),
    to: Type.Optional(Type.String({ minLength: 1 })),
    recipient: Type.Optional(Type.String({ pattern: '^[A-Z]{2}\\.[A-Za-z0-9.]{1,140}$' })),
    type: Type.String(),
    text: Type.Optional(
      Type.Object({ body: Type.String({ minLength: 1, maxLength: 4096 }), preview_url: Type.Optional(Type.Boolean()) }),
    ),
    template: Type.Optional(
      Type.Object({
        name: Type.String(),
        language: Type.Object({ code: Type.String() }),
        components: Type.Array(
          Type.Object({
            type: Type.Literal('body'),
            parameters: Type.Array(Type.Object({ type: Type.Literal('text'), text: Type.String() })),
          }),
        ),
      }),
    ),
    image: Type.Optional(media),
    video: Type.Optional(media),
    audio: Type.Optional(sound),
    document: Type.Optional(media),
    context: Type.Optional(Type.Object({ message_id: Type.String() })),
    biz_opaque_callback_data: Type.Optional(Type.String({ maxLength: 512 })),
  },
  { additionalProperties: false },
)
type WhatsAppPost = Static<typeof WhatsAppPost>

/** A message that the fake took, with what became of it. */
export interface WhatsAppSent {
  id: string
  to: string
  body: string
  post: WhatsAppPost
  /** The uploaded file that went with it. */
  file: VendorFile | undefined
  /** False: taken and then thrown away. */
  delivered: boolean
}

const posts = Compile(WhatsAppPost)

/** The post, or why it is none. */
export function readPost(input: unknown): WhatsAppPost | string {
  if (!posts.Check(input)) {
    const [first] = posts.Errors(input)
    return `${first?.instancePath ?? ''} ${first?.message ?? ''}`.trim()
  }
  if ((input.to === undefined) === (input.recipient === undefined)) return 'one of to and recipient is required'
  if (!(input.type in input)) return `${input.type} is required`
  const file = fileOf(input)
  if (file && (file.id === undefined) === (file.link === undefined)) return 'one of id and link is required'
  return input
}

/** The file of a post, if it is one. */
export function fileOf({ image, video, audio, document }: WhatsAppPost): { id?: string; link?: string } | undefined {
  return image ?? video ?? audio ?? document
}
