import { Type, type Static } from 'typebox'

const id = { pattern: '^[0-9]{5,32}$' }
const secret = { pattern: '^[!-~]+$', secret: true }

export const whatsappSettings = Type.Object(
  {
    phoneNumberId: Type.String({
      title: 'Phone number ID',
      description: "Meta's id of the number, not the number: WhatsApp Manager → API setup.",
      ...id,
    }),
    businessAccountId: Type.Optional(
      Type.String({
        title: 'WhatsApp Business Account ID',
        description: 'With it, the test of the line also sees whether the app is subscribed to the account.',
        ...id,
      }),
    ),
    accessToken: Type.String({
      title: 'Access token',
      description:
        'Of a system user, without an end, with whatsapp_business_messaging and whatsapp_business_management.',
      minLength: 16,
      maxLength: 1000,
      ...secret,
    }),
    appSecret: Type.String({
      title: 'App secret',
      description: "The app's settings → Basic. Meta signs its webhooks with it.",
      minLength: 16,
      maxLength: 200,
      ...secret,
      guards: true,
    }),
    verifyToken: Type.String({
      title: 'Verify token',
      description: 'A word of your own, entered here and at Meta, by which Meta asks whether the address is yours.',
      minLength: 8,
      maxLength: 200,
      ...secret,
    }),
    apiUrl: Type.Optional(
      Type.String({
        title: 'Address of the API',
        description: 'Begins with https://, with no path after the host; absent: that of Meta.',
        address: 'url',
        pattern: '^https?://[^\\s/]+$',
        maxLength: 200,
        default: 'https://graph.facebook.com',
      }),
    ),
    apiVersion: Type.Optional(
      Type.String({
        title: 'Version of the API',
        description: 'Such as v23.0.',
        pattern: '^v[0-9]{1,3}\\.[0-9]$',
        default: 'v23.0',
      }),
    ),
  },
  { additionalProperties: false },
)
export type WhatsAppSettings = Static<typeof whatsappSettings>
