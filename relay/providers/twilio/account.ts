import type { Line } from '../provider.ts'
import type { TwilioSettings } from './settings.ts'

/** Where the resources of a line's account are, and how to prove that we may use them. */
export function account(line: Line<TwilioSettings>): { url(resource: string): URL; authorization: string } {
  const { accountSid, authToken, apiUrl = 'https://api.twilio.com' } = line.settings
  return {
    url: (resource) => new URL(`/2010-04-01/Accounts/${accountSid}${resource}`, apiUrl),
    authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
  }
}
