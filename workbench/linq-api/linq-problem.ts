import { randomUUID } from 'node:crypto'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'

/** A refusal in Linq's envelope. */
export class LinqProblem extends Error {
  readonly reply: VendorReply
  constructor(status: number, code: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    const body = { success: false, error: { status, code, message }, trace_id: randomUUID() }
    this.reply = { status, headers, body }
  }
}
