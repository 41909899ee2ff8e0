import { Children, useId, useState, type CSSProperties, type ReactNode } from 'react'
import { callExtension } from '../call-extension.ts'
import { extensionEvent } from '../extension-event.ts'
import { useReactions } from '../stage-context.ts'
import { Glyph } from './glyph.tsx'
import { hrefProps } from './href-props.ts'
import { useOverlaySlot } from './overlay-slot.tsx'
import type { SdkProps } from './sdk-props.ts'
import { shortSize } from './spacing.ts'

function Text({ variant = 'bodytext', inline, format = {}, truncate, children, testId }: SdkProps<'Text'>) {
  const Element = inline ? 'span' : 'div'
  const weights = { regular: 400, demibold: 600, bold: 700 }
  const transform = format.textTransform === 'sentenceCase' ? 'none' : format.textTransform
  const style: CSSProperties = {
    fontWeight: format.fontWeight && weights[format.fontWeight],
    fontStyle: format.italic ? 'italic' : undefined,
    textDecoration: format.lineDecoration === 'strikethrough' ? 'line-through' : format.lineDecoration,
    textTransform: transform,
    maxWidth: typeof truncate === 'object' ? truncate.maxWidth : undefined,
  }
  const title = typeof truncate === 'object' ? truncate.tooltipText : undefined
  return (
    <Element
      data-testid={testId}
      className={`hx-${variant}${truncate ? ' hx-truncate' : ''}`}
      style={style}
      title={title}
    >
      {children}
    </Element>
  )
}

function Heading({ inline, children, testId }: SdkProps<'Heading'>) {
  return (
    <h3 data-testid={testId} className={`hx-heading${inline ? ' hx-inline' : ''}`}>
      {children}
    </h3>
  )
}

function Link({ href, variant = 'primary', onClick, overlay, preventDefault, children, testId }: SdkProps<'Link'>) {
  const reactions = useReactions()
  const { slot, open } = useOverlaySlot(overlay)
  return (
    <>
      <a
        data-testid={testId}
        className={`hx-link hx-link-${variant}`}
        {...hrefProps(href)}
        onClick={(event) => {
          if (preventDefault || overlay) event.preventDefault()
          callExtension(onClick, extensionEvent(event), reactions)
          open()
        }}
      >
        {children}
      </a>
      {slot}
    </>
  )
}

function List({ variant = 'unordered', children, testId }: SdkProps<'List'>) {
  const Element = variant.startsWith('ordered') ? 'ol' : 'ul'
  return (
    <Element data-testid={testId} className={`hx-list hx-list-${variant}`}>
      {Children.map(children, (item, index) => (
        <li key={index}>{item}</li>
      ))}
    </Element>
  )
}

function Icon({ name, color = 'inherit', size, screenReaderText, testId }: SdkProps<'Icon'>) {
  const pixels = { sm: 14, md: 18, lg: 24 }[shortSize(size, 'sm')] ?? 14
  return (
    <span data-testid={testId} className={`hx-icon hx-icon-${color}`}>
      <Glyph name={name} size={pixels} {...(screenReaderText && { label: screenReaderText })} />
    </span>
  )
}

function Illustration({ name, alt, width = 120, height, testId }: SdkProps<'Illustration'>) {
  return (
    <svg
      data-testid={testId}
      className="hx-illustration"
      data-name={name}
      role="img"
      aria-label={alt}
      width={width}
      height={height ?? width * 0.7}
      viewBox="0 0 120 84"
    >
      <rect x="14" y="12" width="76" height="52" rx="8" />
      <path d="M28 30h46M28 42h30" />
      <circle cx="90" cy="58" r="18" />
      <path d="M83 58l5 5 9-10" />
    </svg>
  )
}

function Image({ src, alt, href, width, height, onClick, overlay, testId }: SdkProps<'Image'>) {
  const reactions = useReactions()
  const { slot, open } = useOverlaySlot(overlay)
  const image = (
    <img data-testid={testId} className="hx-image" src={src} alt={alt ?? ''} width={width} height={height} />
  )
  if (!href && !onClick && !overlay) return image
  return (
    <>
      <a
        {...hrefProps(href ?? { url: '#', external: false })}
        onClick={(event) => {
          if (!href) event.preventDefault()
          callExtension(onClick, extensionEvent(event), reactions)
          open()
        }}
      >
        {image}
      </a>
      {slot}
    </>
  )
}

function DescriptionList({ direction = 'column', children, testId }: SdkProps<'DescriptionList'>) {
  return (
    <dl data-testid={testId} className={`hx-description hx-description-${direction}`}>
      {children}
    </dl>
  )
}

function DescriptionListItem({ label, children, testId }: SdkProps<'DescriptionListItem'>) {
  return (
    <div data-testid={testId}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function ExpandableText(props: SdkProps<'ExpandableText'>) {
  const { maxHeight = 70, expandButtonText = 'Show more', collapseButtonText = 'Show less', expanded, children } = props
  const [open, setOpen] = useState(expanded ?? false)
  const id = useId()
  return (
    <div data-testid={props.testId}>
      <div id={id} style={open ? undefined : { maxHeight, overflow: 'hidden' }}>
        {children}
      </div>
      <button
        type="button"
        className="hx-textual"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? collapseButtonText : expandButtonText}
      </button>
    </div>
  )
}

/** Stays in the tree so that it can be read; the component around it decides when it shows. */
function Tooltip({
  placement = 'top',
  children,
  testId,
}: {
  placement?: string
  children?: ReactNode
  testId?: string
}) {
  return (
    <span data-testid={testId} role="tooltip" className={`hx-tooltip hx-tooltip-${placement}`}>
      {children}
    </span>
  )
}

/** Words, pictures and links. */
export const text = {
  DescriptionList,
  DescriptionListItem,
  ExpandableText,
  Heading,
  Icon,
  Illustration,
  Image,
  Link,
  List,
  Text,
  Tooltip,
}
