import type { LineSetting } from '../../contract/settings/lines.ts'
import type { Line } from '../providers/provider.ts'
import type { AccountLine } from './account.ts'
import type { OpenedLine } from './opened-lines.ts'

/** A line of a snapshot: what names it is there, the rest is opened when it is asked for. */
export class LazyLine implements AccountLine {
  readonly line: Line
  readonly open: () => OpenedLine

  constructor(portalId: string, setting: LineSetting, open: () => OpenedLine) {
    this.line = new Named(portalId, setting, open)
    this.open = open
    Object.freeze(this)
  }

  get provider(): OpenedLine['provider'] {
    return this.open().provider
  }

  get earlier(): OpenedLine['earlier'] {
    return this.open().earlier
  }
}

class Named implements Line {
  readonly portalId: string
  readonly id: string
  readonly label: string
  readonly channel: Line['channel']
  readonly address: string
  readonly #open: () => OpenedLine

  constructor(portalId: string, { id, label, channel, address }: LineSetting, open: () => OpenedLine) {
    this.portalId = portalId
    this.id = id
    this.label = label
    this.channel = channel
    this.address = address
    this.#open = open
    Object.freeze(this)
  }

  get settings(): Line['settings'] {
    return this.#open().line.settings
  }

  get callbackUrl(): string {
    return this.#open().line.callbackUrl
  }
}
