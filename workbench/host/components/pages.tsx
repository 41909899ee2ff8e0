import type { ReactNode } from 'react'
import type { SdkProps } from './sdk-props.ts'
import { buttons } from './buttons.tsx'

type ButtonProps = Omit<SdkProps<'Button'>, 'children'> & { children?: ReactNode }
interface Children {
  children?: ReactNode
  testId?: string
}
interface PageLinkProps extends Children {
  to: string
  params?: Record<string, string>
}

/** App pages are not routed here; a link shows where it would lead. */
function PageLink({ to, params, children, testId }: PageLinkProps) {
  const query = params ? `?${new URLSearchParams(params)}` : ''
  return (
    <a data-testid={testId} className="hx-link" href={`#${to}${query}`}>
      {children}
    </a>
  )
}

function SettingsView(props: SdkProps<'SettingsView'>) {
  const { saveBarVisible, numberOfSettingsChanged = 0, onSave, onCancel, children, testId } = props
  const changed = `${numberOfSettingsChanged} ${numberOfSettingsChanged === 1 ? 'setting' : 'settings'} changed`
  return (
    <div data-testid={testId} className="hx-settings">
      {children}
      {saveBarVisible && (
        <div role="region" aria-label="Unsaved changes" className="hx-save-bar">
          <buttons.Button variant="primary" {...(onSave && { onClick: onSave })}>
            Save
          </buttons.Button>
          <buttons.Button {...(onCancel && { onClick: onCancel })}>Cancel</buttons.Button>
          <span>{changed}</span>
        </div>
      )}
    </div>
  )
}

function Iframe({ src, height, testId }: SdkProps<'Iframe'>) {
  const pixels = { sm: 200, small: 200, md: 400, medium: 400, lg: 600, large: 600 }[height ?? 'md']
  return (
    <iframe
      data-testid={testId}
      className="hx-iframe"
      title={src}
      src={src}
      height={pixels}
      sandbox="allow-scripts allow-forms"
    />
  )
}

/** What stands on whole pages: headers, breadcrumbs, settings, frames. */
export const pages = {
  HeaderActions: ({ children }: Children) => <div className="hx-button-row">{children}</div>,
  Iframe,
  PageBreadcrumbs: ({ children }: Children) => (
    <nav aria-label="Breadcrumbs" className="hx-breadcrumbs">
      {children}
    </nav>
  ),
  PageBreadcrumbsCurrent: ({ children }: Children) => <span aria-current="page">{children}</span>,
  PageBreadcrumbsPageLink: PageLink,
  PageHeader: ({ children }: Children) => <header className="hx-page-header">{children}</header>,
  PageHeaderLink: (props: ButtonProps) => <buttons.Button {...props} />,
  PageHeaderPageLink: PageLink,
  PageHeaderPrimaryAction: ({ children }: Children) => <div className="hx-primary-action">{children}</div>,
  PageHeaderSecondaryActions: ({ children }: Children) => <div className="hx-button-row">{children}</div>,
  PageLink,
  PageTitle: ({ children }: Children) => <h1 className="hx-page-title">{children}</h1>,
  PrimaryHeaderActionButton: (props: ButtonProps) => <buttons.Button {...props} variant="primary" />,
  SecondaryHeaderActionButton: (props: ButtonProps) => <buttons.Button {...props} variant="secondary" />,
  SettingsView,
}
