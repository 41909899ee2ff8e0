/** One entry of `errors[]`. */
export interface RefusalDetail {
  message: string
  code?: string
  in?: string
  context?: Record<string, string[]>
}

/** HubSpot says no: an HTTP status and what goes into its error envelope. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly category: string
  readonly errors: readonly RefusalDetail[]
  readonly context: Record<string, string[]> | undefined
  constructor(
    status: number,
    category: string,
    message: string,
    more: { errors?: readonly RefusalDetail[]; context?: Record<string, string[]> } = {},
  ) {
    super(message)
    this.status = status
    this.category = category
    this.errors = more.errors ?? []
    this.context = more.context
  }

  /** HubSpot's error envelope; every member but `status` and `message` is optional on the real thing. */
  envelope(correlationId: string): Record<string, unknown> {
    return {
      status: 'error',
      message: this.message,
      correlationId,
      category: this.category,
      ...(this.context === undefined ? {} : { context: this.context }),
      ...(this.errors.length === 0 ? {} : { errors: this.errors }),
    }
  }
}

export function invalid(message: string, errors: readonly RefusalDetail[] = []): Refusal {
  return new Refusal(400, 'VALIDATION_ERROR', message, { errors })
}

export function notFound(message = 'resource not found'): Refusal {
  return new Refusal(404, 'OBJECT_NOT_FOUND', message)
}
