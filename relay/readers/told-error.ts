import { Invalid, Permanent, Temporary, Unverified } from '../errors.ts'

/** An error in a form that goes from thread to thread, where classes do not. */
export interface ToldError {
  name: string
  message: string
  stack: string | undefined
  /** What an error of ours says besides. */
  facts: Record<string, unknown>
}

/** What our errors are made of besides their words; each is read by the constructor of its class. */
const facts = ['code', 'status', 'retryable', 'retryAfter', 'atMost', 'hindrance', 'blame']
const longest = 2_000

/** What was thrown, to be told elsewhere. */
export function tellError(error: unknown): ToldError {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error).slice(0, longest), stack: undefined, facts: {} }
  }
  const isOurs = [Invalid, Permanent, Temporary, Unverified].some((one) => error instanceof one)
  const said = isOurs ? Object.entries(error).filter(([name]) => facts.includes(name)) : []
  return {
    name: error.name,
    message: error.message.slice(0, longest),
    stack: error.stack?.slice(0, 2 * longest),
    facts: Object.fromEntries(said),
  }
}

/** The error that was told, of the same class and with the same code. */
export function toldError({ name, message, stack, facts }: ToldError): Error {
  const code = typeof facts.code === 'string' ? facts.code : ''
  const error = make(name, code, message, facts)
  if (stack !== undefined) error.stack = stack
  return error
}

function make(name: string, code: string, message: string, facts: object): Error {
  if (name === 'Invalid') return new Invalid(code, message, facts)
  if (name === 'Permanent') return new Permanent(code, message, facts)
  if (name === 'Temporary') return new Temporary(code, message, facts)
  if (name === 'Unverified') return new Unverified(message)
  return Object.assign(new Error(message), { name })
}
