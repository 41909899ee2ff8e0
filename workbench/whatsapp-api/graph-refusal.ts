import type { VendorReply } from '../fake-vendor/vendor-fault.ts'

/** A refusal in Graph's shape. */
export function graphRefusal(status: number, code: number, message: string): VendorReply {
  return {
    status,
    body: {
      error: {
        message: `(#${code}) ${message}`,
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details: message },
        fbtrace_id: 'AbCdEfGhIjKlMnOpQrStUvW',
      },
    },
  }
}
