import { publicUrl } from './public-url.ts'
import type { Members } from './members.ts'

const labels = ['caption', 'subcaption', 'trailing_caption', 'trailing_subcaption', 'image_title', 'image_subtitle']

/** What a card of an app says: its fallback text or else its labels, and where it leads. */
export function cardWords(card: Members): string {
  const layout = card.within('layout')
  const shown = labels.map((name) => layout.text(name)).filter((label) => label !== undefined)
  const words = card.text('fallback_text', 'fallbackText') ?? (shown.length > 0 ? shown.join(' · ') : undefined)
  const url = publicUrl(card.text('url'))
  const app = card.within('app').text('name') ?? card.text('appName')
  if (words === undefined && url === null) {
    return app === undefined ? 'A card of an app, without words' : `A card of the app “${app}”, without words`
  }
  return [words, url].filter(Boolean).join('\n')
}
