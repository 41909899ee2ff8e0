import type { PhoneMessage } from './api.ts'
import { when } from './when.ts'
import type { Clock } from '../../contract/clock.ts'

const states: Record<PhoneMessage['status'], { mark: string; words: string }> = {
  sent: { mark: '✓', words: 'On its way' },
  delivered: { mark: '✓✓', words: 'Delivered' },
  read: { mark: '✓✓', words: 'Read' },
  undelivered: { mark: '!', words: 'Did not arrive' },
  received: { mark: '✓', words: 'Sent' },
}

/** One message as the contact sees it, with where the network says it stands. */
export function Bubble({ message, clock }: { message: PhoneMessage; clock: Clock }) {
  const { direction, body, status, at } = message
  const { mark, words } = states[status]
  return (
    <li className={`bubble ${direction === 'from_phone' ? 'mine' : 'theirs'} bubble-${status}`}>
      <p>{body}</p>
      <small>
        <time dateTime={at}>{when(at, clock).time}</time>{' '}
        <span className="ticks" role="img" aria-label={words} title={words}>
          {mark}
        </span>
      </small>
    </li>
  )
}
