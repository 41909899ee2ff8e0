import pino, { type Logger } from 'pino'

/** The log: one JSON line an event, with everything blanked that is secret or a contact's own words. */
export function createLog(options: { level: string; destination?: pino.DestinationStream }): Logger {
  const secret = ['secret', 'password', 'token', 'key', 'authorization', 'accessToken', 'clientSecret', 'webhookSecret']
  const personal = ['body', 'subject', 'address', 'to', 'from']
  const paths = [...secret, ...personal].flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  return pino(
    { level: options.level, base: null, redact: { paths, censor: '[hidden]' } },
    options.destination ?? pino.destination({ sync: false }),
  )
}
