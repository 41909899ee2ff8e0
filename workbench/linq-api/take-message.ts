import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { LinqProblem } from './linq-problem.ts'

const Part = Type.Object(
  {
    type: Type.String(),
    value: Type.Optional(Type.String()),
    url: Type.Optional(Type.String()),
    attachment_id: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
const Content = Type.Object(
  {
    parts: Type.Array(Part, { minItems: 1, maxItems: 100 }),
    preferred_service: Type.Optional(Type.Enum(['iMessage', 'RCS', 'SMS'])),
    idempotency_key: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  },
  { additionalProperties: false },
)
const newChat = Compile(
  Type.Object(
    { from: Type.String(), to: Type.Array(Type.String(), { minItems: 1 }), message: Content },
    { additionalProperties: false },
  ),
)
const followUp = Compile(Type.Object({ message: Content }, { additionalProperties: false }))

/** A message as it was asked for, checked the way Linq checks it. Throws `LinqProblem`. */
export interface Wanted {
  from: string
  to: string
  message: Static<typeof Content>
}

export function takeNewChat(json: unknown): Wanted {
  if (!newChat.Check(json)) throw new LinqProblem(400, 1001, 'A required field is missing or is not known.')
  const [to, ...others] = json.to
  if (to === undefined || others.length > 0) throw new LinqProblem(400, 1004, 'Groups are not part of this fake.')
  for (const address of [json.from, to]) {
    if (!/^\+[1-9]\d{6,14}$/.test(address)) throw new LinqProblem(400, 1002, 'Phone number must be in E.164 format')
  }
  return { from: json.from, to, message: checked(json.message) }
}

export function takeFollowUp(json: unknown): Wanted['message'] {
  if (!followUp.Check(json)) throw new LinqProblem(400, 1001, 'A required field is missing or is not known.')
  return checked(json.message)
}

/** What Linq takes for a link in a first message, a bare domain included. */
export function holdsLink({ parts }: Wanted['message']): boolean {
  return parts.some(
    ({ type, value = '' }) => type === 'link' || /https?:\/\/|\bwww\.|\b[a-z0-9-]+\.(com|net|org|io)\b/i.test(value),
  )
}

function checked(message: Wanted['message']): Wanted['message'] {
  for (const [index, { type, value, url, attachment_id: id }] of message.parts.entries()) {
    if (type === 'text') {
      if (!value) throw new LinqProblem(400, 1004, 'A text part needs a value.')
      if (message.parts[index - 1]?.type === 'text') throw new LinqProblem(400, 1004, 'Consecutive text parts.')
    } else if (type === 'media') {
      if ((url === undefined) === (id === undefined)) throw new LinqProblem(400, 1004, 'One of url and attachment_id.')
      if (url?.startsWith('https://') === false) throw new LinqProblem(400, 1004, 'Media URL must use HTTPS.')
    } else if (type !== 'link' || message.parts.length > 1) {
      throw new LinqProblem(400, 1004, 'A part of an unknown type, or a link that is not alone.')
    }
  }
  return message
}
