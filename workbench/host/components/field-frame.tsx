import type { ReactNode } from 'react'
import { spacingStyle } from './spacing.ts'

export interface FieldFrameProps {
  label?: string
  required?: boolean
  tooltip?: string
  description?: string
  error?: boolean
  validationMessage?: string
  testId?: string
}

/** The attributes that tie an input to its frame. */
export function fieldAria(id: string, { required, error, validationMessage, description }: FieldFrameProps) {
  const described = [description && `${id}-about`, validationMessage && `${id}-message`].filter(Boolean).join(' ')
  return {
    id,
    'aria-required': required || undefined,
    'aria-invalid': error || undefined,
    'aria-describedby': described || undefined,
  }
}

/** Label above, explanation between, message below. `group` names a set of controls instead of one. */
export function FieldFrame({
  id,
  group = false,
  children,
  ...props
}: FieldFrameProps & { id: string; group?: boolean; children: ReactNode }) {
  const { label, required, tooltip, description, error, validationMessage, testId } = props
  const Frame = group ? 'fieldset' : 'div'
  const Label = group ? 'legend' : 'label'
  return (
    <Frame
      data-testid={testId}
      className="hx-field"
      style={spacingStyle(props as object)}
      {...(group && fieldAria(id, props))}
    >
      {label && (
        <Label className="hx-label" {...(group ? {} : { htmlFor: id })}>
          {label}
          {required && (
            <span className="hx-required" aria-hidden="true">
              {' '}
              *
            </span>
          )}
          {tooltip && (
            <span className="hx-hint" title={tooltip} aria-hidden="true">
              i
            </span>
          )}
        </Label>
      )}
      {description && (
        <div id={`${id}-about`} className="hx-about">
          {description}
        </div>
      )}
      {children}
      {validationMessage && (
        <div id={`${id}-message`} className={error ? 'hx-invalid' : 'hx-valid'} role={error ? 'alert' : undefined}>
          {validationMessage}
        </div>
      )}
    </Frame>
  )
}
