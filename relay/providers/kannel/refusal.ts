import type { Blame } from '../../errors.ts'

/** What Kannel, or a carrier behind it, means by not taking or delivering a message. */
export interface Refusal {
  /** `later`: surely not taken, and may be taken another time. */
  fate: 'later' | 'never'
  code: string
  detail: string
  blame: Blame
}
