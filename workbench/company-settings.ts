import type { LinesSection } from '../contract/settings/lines.ts'
import { companyLines } from './cast.ts'
import type { WorkbenchState } from './state.ts'

/** The company's lines at this start's addresses of the phone network and the mail system. */
export function companySettings(given: {
  phonesUrl: string
  mail: { smtpPort: number; imapPort: number; password: string }
  secrets: Pick<WorkbenchState['secrets'], 'phoneKey' | 'phoneWebhook'>
}): LinesSection {
  const phone = { url: given.phonesUrl, key: given.secrets.phoneKey, webhookSecret: given.secrets.phoneWebhook }
  const email = {
    smtp: { host: '127.0.0.1', port: given.mail.smtpPort, secure: 'none' },
    imap: {
      host: '127.0.0.1',
      port: given.mail.imapPort,
      secure: 'none',
      user: 'sales@company.example',
      password: given.mail.password,
    },
    fromName: 'Company Sales',
    authservId: 'company.example',
  }
  return companyLines.map((line) => ({
    ...line,
    provider: line.channel === 'email' ? 'email' : 'simulator',
    settings: line.channel === 'email' ? email : phone,
  }))
}
