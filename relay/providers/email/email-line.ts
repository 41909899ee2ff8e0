import type { Line } from '../provider.ts'
import type { EmailSettings } from './settings.ts'

/** A line that carries email. */
export type EmailLine = Line<EmailSettings>
