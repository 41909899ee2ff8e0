import { Type, type Static } from 'typebox'
import { Channel } from './channel.ts'

/**
 * How a message failed, as far as the next step of a ladder is concerned: the address cannot be reached on the channel,
 * the line cannot send, the message was refused for what it says, the network could not deliver it, or the provider did
 * not take it however often it was asked.
 */
export const FailureKind = Type.Union([
  Type.Literal('address'),
  Type.Literal('line'),
  Type.Literal('message'),
  Type.Literal('undelivered'),
  Type.Literal('gave_up'),
])
export type FailureKind = Static<typeof FailureKind>

/** A message form that the provider has approved. `{{ message }}` in a parameter becomes the message's text, on one line. */
export const Template = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 512 }),
    language: Type.String({ pattern: '^[a-z]{2,3}(_[A-Z]{2})?$', description: 'Such as en or en_US.' }),
    parameters: Type.Array(Type.String({ maxLength: 1024 }), { maxItems: 20 }),
  },
  { additionalProperties: false },
)
export type Template = Static<typeof Template>

/** When a message moves on to this step: any of these is enough. */
export const StepCondition = Type.Object(
  {
    notCapable: Type.Optional(
      Type.Boolean({ description: 'The address cannot get the channel before, by what its provider says.' }),
    ),
    notDeliveredMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_080,
        description: 'Not delivered so many minutes after it was accepted.',
      }),
    ),
    failed: Type.Optional(Type.Array(FailureKind, { minItems: 1, description: 'It ended in such a failure.' })),
  },
  { additionalProperties: false },
)
export type StepCondition = Static<typeof StepCondition>

/** One step of the fallback ladder. Only the first has no condition. */
export const LadderStep = Type.Object(
  {
    channel: Channel,
    lineId: Type.Optional(
      Type.String({ description: 'This line and no other; absent: the best line of the channel.' }),
    ),
    when: Type.Optional(StepCondition),
    template: Type.Optional(Template),
    subject: Type.Optional(Type.String({ maxLength: 500, description: 'For email.' })),
  },
  { additionalProperties: false },
)
export type LadderStep = Static<typeof LadderStep>

const PropertyNames = Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}$' }), { minItems: 1, maxItems: 10 })

/** By which way messages leave, as the admin defines it for a portal. */
export const Routing = Type.Object(
  {
    addresses: Type.Optional(
      Type.Object(
        {
          imessage: Type.Optional(PropertyNames),
          sms: Type.Optional(PropertyNames),
          whatsapp: Type.Optional(PropertyNames),
          email: Type.Optional(PropertyNames),
        },
        {
          additionalProperties: false,
          description: 'Where a contact is looked for on each channel: contact properties, first hit wins.',
        },
      ),
    ),
    ladder: Type.Optional(
      Type.Array(LadderStep, {
        maxItems: 6,
        description: 'A message enters at the step of its channel and may fall to those after it.',
      }),
    ),
    owners: Type.Optional(
      Type.Record(Type.String({ pattern: '^[1-9][0-9]{0,17}$' }), Type.Array(Type.String(), { minItems: 1 }), {
        additionalProperties: false,
        description: "Lines by HubSpot owner id: they carry the messages to that owner's contacts.",
      }),
    ),
    pause: Type.Optional(
      Type.Object(
        {
          percent: Type.Integer({ minimum: 1, maximum: 100 }),
          least: Type.Integer({ minimum: 1, maximum: 100_000 }),
          minutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
        },
        {
          additionalProperties: false,
          description:
            'A line is paused when so many percent of at least so many messages failed within these minutes.',
        },
      ),
    ),
    autoSend: Type.Optional(
      Type.Object(
        {
          lineId: Type.String({ minLength: 1 }),
          message: Type.String({ minLength: 1, maxLength: 65_536 }),
          delayMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_080 })),
        },
        {
          additionalProperties: false,
          description:
            'What every contact is sent that is created in HubSpot, by whomever: also each of an import. Absent: nothing.',
        },
      ),
    ),
    attachmentHosts: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 253 }), {
        description:
          'Hosts (with port where it is not the usual one) whose files may be fetched although they are in a private network. Of whoever runs the relay; ALLOWED_HOSTS is the newer name.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type Routing = Static<typeof Routing>
