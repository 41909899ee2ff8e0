import { Type, type Static } from 'typebox'

const token = { pattern: '^[!-~]+$', minLength: 16, maxLength: 200, secret: true, guards: true }

export const twilioSettings = Type.Object(
  {
    accountSid: Type.String({
      title: 'Account SID',
      description: 'Begins with AC; on the first page of the Twilio console.',
      pattern: '^AC[0-9a-fA-F]{32}$',
    }),
    authToken: Type.String({
      title: 'Auth token',
      description: 'The primary one: Twilio signs its webhooks with it.',
      ...token,
    }),
    previousAuthToken: Type.Optional(
      Type.String({
        title: 'Previous auth token',
        description: 'Webhooks signed with it are still accepted while the token is being replaced.',
        ...token,
      }),
    ),
    messagingServiceSid: Type.Optional(
      Type.String({
        title: 'Messaging Service SID',
        description: 'Begins with MG; the service that holds the line, if there is one. US 10DLC and RCS need it.',
        pattern: '^MG[0-9a-fA-F]{32}$',
      }),
    ),
    rcsSender: Type.Optional(
      Type.String({
        title: 'RCS sender',
        description: 'Begins with rcs:; the one of the Messaging Service, so that who writes by RCS is answered by it.',
        pattern: '^rcs:[A-Za-z0-9._-]{1,100}$',
      }),
    ),
    apiUrl: Type.Optional(
      Type.String({
        title: 'Address of the API',
        description: 'Another region of Twilio has another address.',
        address: 'url',
        pattern: '^https?://[^\\s/]+$',
        maxLength: 200,
        default: 'https://api.twilio.com',
      }),
    ),
  },
  { additionalProperties: false },
)
export type TwilioSettings = Static<typeof twilioSettings>
