import type { VendorReply } from '../fake-vendor/vendor-fault.ts'

/** How BlueBubbles says that it worked. */
export function success(message: string, data: unknown, metadata?: object): VendorReply {
  return { status: 200, body: { status: 200, message, data, ...(metadata && { metadata }) } }
}

const words = {
  400: ["You've made a bad request! Please check your request params & body", 'Validation Error'],
  401: ['You are not authorized to access this resource', 'Authentication Error'],
  404: ['The requested resource was not found', 'Database Error'],
  500: ['The server has encountered an error', 'iMessage Error'],
} as const

/** How BlueBubbles says that it did not. A failed send carries the message it is about, or null. */
export function failure(status: keyof typeof words, reason: string, data?: unknown, message?: string): VendorReply {
  const [usual, type] = words[status]
  return {
    status,
    body: {
      status,
      message: message ?? usual,
      error: { type, message: reason },
      ...(data === undefined ? {} : { data }),
    },
  }
}
