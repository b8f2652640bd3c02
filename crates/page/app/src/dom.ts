/** Elements. Every text is set as text: nothing that a person types or a file holds becomes markup. */

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | null | undefined | ((event: Event) => void)>;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value != null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child): child is Node | string => child != null && child !== false));
  return element;
}

/** The element of a heading of this level. */
export const headingOf = (level: number): "h2" | "h3" | "h4" | "h5" | "h6" => `h${Math.min(Math.max(level, 2), 6) as 2 | 3 | 4 | 5 | 6}`;

/** Puts other children into an element. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren(...children.filter((child): child is Node | string => child != null && child !== false));
}

/** Words for screen readers alone. */
export const hidden = (text: string): HTMLElement => h("span", { class: "hidden" }, ` ${text}`);

export const idOf = (pointer: string): string => `f${pointer.replace(/[^A-Za-z0-9_]/g, "-")}`;
