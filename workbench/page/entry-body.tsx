import { createElement, type ReactNode } from 'react'

const kept = new Set([
  'p',
  'br',
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ul',
  'ol',
  'li',
  'blockquote',
  'div',
  'span',
  'code',
  'pre',
])
const dropped = new Set(['script', 'style', 'head', 'template', 'iframe', 'object', 'title'])

/** The words of an engagement. Of HTML only plain structure and safe links are kept, since a stranger wrote it. */
export function EntryBody({ bodyHtml, text }: { bodyHtml?: string; text?: string }) {
  if (bodyHtml === undefined) return <p className="entry-body plain">{text ?? ''}</p>
  const parsed = new DOMParser().parseFromString(bodyHtml, 'text/html')
  return <div className="entry-body">{[...parsed.body.childNodes].map(reactNode)}</div>
}

function reactNode(node: ChildNode, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof Element)) return null
  const name = node.localName
  if (dropped.has(name)) return null
  if (name === 'br') return <br key={key} />
  const children = [...node.childNodes].map(reactNode)
  const href = node.getAttribute('href') ?? ''
  if (name === 'a' && /^(https?:|mailto:|tel:)/i.test(href))
    return (
      <a key={key} href={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    )
  return createElement(kept.has(name) ? name : 'span', { key }, ...children)
}
