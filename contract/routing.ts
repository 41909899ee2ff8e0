import { Type, type Static } from 'typebox'
import { Channel } from './channel.ts'
import { PropertyName } from './property-name.ts'
import { AutoSendSection } from './settings/auto-send.ts'
import { PauseSection } from './settings/pause.ts'

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
    name: Type.String({ title: 'Name', minLength: 1, maxLength: 512, description: 'As the provider knows it.' }),
    language: Type.String({
      title: 'Language',
      pattern: '^[a-z]{2,3}(_[A-Z]{2})?$',
      description:
        'A code of the language, with that of the country in capitals where one belongs: such as en or en_US.',
    }),
    parameters: Type.Array(Type.String({ maxLength: 1024 }), {
      title: 'Parameters',
      maxItems: 20,
      description: 'What fills its gaps, in their order; {{ message }} is the text of the message.',
    }),
  },
  {
    additionalProperties: false,
    title: 'Template',
    description:
      'For WhatsApp: an approved form, which takes the place of the text where WhatsApp lets no other leave.',
  },
)
export type Template = Static<typeof Template>

/** When a message moves on to this step: any of these is enough. */
export const StepCondition = Type.Object(
  {
    notCapable: Type.Optional(
      Type.Boolean({
        title: 'Not capable',
        description: 'The address cannot get the channel before, by what its provider says.',
      }),
    ),
    notDeliveredMinutes: Type.Optional(
      Type.Integer({
        title: 'Minutes without delivery',
        minimum: 1,
        maximum: 10_080,
        description: 'Not delivered so many minutes after it was accepted.',
      }),
    ),
    failed: Type.Optional(
      Type.Array(FailureKind, { title: 'Failed', minItems: 1, description: 'It ended in such a failure.' }),
    ),
  },
  {
    additionalProperties: false,
    title: 'Condition',
    description:
      'When a message moves on to this step: any of these is enough. The first step has none, all others do.',
  },
)
export type StepCondition = Static<typeof StepCondition>

/** One step of the fallback ladder. Only the first has no condition. */
export const LadderStep = Type.Object(
  {
    channel: Channel,
    lineId: Type.Optional(
      Type.String({ title: 'Line', description: 'This line and no other; absent: the best line of the channel.' }),
    ),
    when: Type.Optional(StepCondition),
    template: Type.Optional(Template),
    subject: Type.Optional(Type.String({ title: 'Subject', maxLength: 500, description: 'For email.' })),
  },
  { additionalProperties: false, title: 'Step', description: 'A channel by which a message leaves, and when.' },
)
export type LadderStep = Static<typeof LadderStep>

const propertyNames = (title: string) =>
  Type.Optional(
    Type.Array(PropertyName, {
      title,
      minItems: 1,
      maxItems: 10,
      description: 'Contact properties that may hold the address, in the order in which they are looked at.',
    }),
  )

const { message, delayMinutes } = AutoSendSection.properties

/** By which way messages leave, as the admin defines it for a portal. */
export const Routing = Type.Object(
  {
    addresses: Type.Optional(
      Type.Object(
        {
          imessage: propertyNames('iMessage'),
          sms: propertyNames('SMS'),
          whatsapp: propertyNames('WhatsApp'),
          email: propertyNames('Email'),
        },
        {
          additionalProperties: false,
          title: 'Addresses',
          description: 'Where a contact is looked for on each channel: contact properties, first hit wins.',
        },
      ),
    ),
    ladder: Type.Optional(
      Type.Array(LadderStep, {
        title: 'Ladder',
        maxItems: 6,
        description: 'A message enters at the step of its channel and may fall to those after it.',
      }),
    ),
    owners: Type.Optional(
      Type.Record(Type.String({ pattern: '^[1-9][0-9]{0,17}$' }), Type.Array(Type.String(), { minItems: 1 }), {
        additionalProperties: false,
        title: 'Owners',
        description: "Lines by HubSpot owner id: they carry the messages to that owner's contacts.",
      }),
    ),
    pause: Type.Optional(PauseSection),
    autoSend: Type.Optional(
      Type.Object(
        {
          lineId: Type.String({ title: 'Line', minLength: 1 }),
          message,
          delayMinutes,
        },
        {
          additionalProperties: false,
          title: 'Auto-send',
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
