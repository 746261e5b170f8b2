# SPDX-License-Identifier: MIT
"""The look: one file of tokens becomes palette, style sheet, fonts, icons and colours of codes.

Ask for colours when painting, never keep them: `theme().changed` tells when light turns dark.
Lengths go through `px()`, which follows the interface font: 150 % text gives 150 % rows.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any, Literal

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from coder_app.core.colours import contrast, is_hex, shades_of
from coder_app.core.places import resources

Scheme = Literal["light", "dark"]
_FALLBACK_CODE = "stone-1"
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "paper",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "hairline",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "border",
}


@dataclass(frozen=True, slots=True)
class CodeColour:
    """The colours of one code in the theme in force."""

    stripe: QColor  # bars, stripes, chips: at least 3:1 on paper
    tint: QColor  # under words
    strong: QColor  # the same, in hand
    letter: QColor  # the key on a chip

    @property
    def hovered(self) -> QColor:
        """Stand half-way between tint and strong."""
        return _mean(self.tint, self.strong)


class Theme(QObject):
    """Colours, fonts and icons by the names of their roles; says so when they change."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._tokens: dict[str, Any] = tomllib.loads(
            resources("look", "tokens.toml").read_text("utf-8")
        )
        self._icons = resources("icons")
        self._scheme: Scheme = "light"
        self._wish: Scheme | None = None
        self._reading_face = ""
        self._dressed: list[tuple[QAbstractButton | QAction, str, str]] = []
        self._colours: dict[str, QColor] = {}
        self._code_colours: dict[str, CodeColour] = {}
        self._fonts: dict[tuple[str, float], QFont] = {}
        self._chips: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons_drawn: dict[tuple[str, str], QIcon] = {}
        self._scale = 1.0  # of the interface font in use to the one of the design
        for file in sorted(resources("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    # ---- light and dark

    def start(self, wish: Scheme | None = None) -> None:
        """Dress the application; call again after its font size has changed."""
        self._app.setStyle("Fusion")
        font = QFont(self._app.font())
        family = self._tokens["type"]["interface"]
        font.setFamilies([family, *(name for name in font.families() if name != family)])
        self._app.setFont(font)
        self.follow(wish)

    def follow(self, wish: Scheme | None) -> None:
        """Stay light or dark, or go with the system from now on when there is no wish."""
        self._wish = wish
        hints = self._app.styleHints()
        if wish is None:
            hints.unsetColorScheme()
        else:  # the system's own title bars and file dialogs follow where it lets us
            dark = wish == "dark"
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._on_system_changed(hints.colorScheme())

    def _on_system_changed(self, scheme: Qt.ColorScheme) -> None:
        self.use(self._wish or ("dark" if scheme == Qt.ColorScheme.Dark else "light"))

    def use(self, scheme: Scheme) -> None:
        """Show everything light or dark from now on."""
        self._scheme = scheme
        for kept in (
            self._colours,
            self._code_colours,
            self._fonts,
            self._chips,
            self._icons_drawn,
        ):
            kept.clear()
        self._scale = QFontInfo(self._app.font()).pixelSize() / self._tokens["meta"]["design_em"]
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(self._style_sheet())
        self._dressed = [row for row in self._dressed if shiboken6.isValid(row[0])]
        for thing, name, ink in self._dressed:
            thing.setIcon(self.icon(name, ink))
        self.changed.emit()

    def read_in(self, face: str) -> None:
        """Show what participants say in another installed face; none is the shipped one."""
        if face != self._reading_face:
            self._reading_face = face
            self._fonts.clear()
            self.changed.emit()

    @property
    def reading_face(self) -> str:
        """The shipped face of what participants say."""
        return str(self._tokens["type"]["reading"])

    @property
    def scheme(self) -> Scheme:
        """The theme in force."""
        return self._scheme

    # ---- colours

    def colour(self, role: str) -> QColor:
        """Look up a role such as `ink` or `paper`."""
        found = self._colours.get(role)
        if found is None:
            found = self._colours[role] = QColor(self._tokens["roles"][self._scheme][role])
        return QColor(found)

    def printed(self, role: str) -> QColor:
        """Look up a role as it is on paper: light, whatever is in force on the screen."""
        return QColor(self._tokens["roles"]["light"][role])

    def printed_code(self, colour: str) -> CodeColour:
        """Give a code's colours as they are on paper."""
        return self._make_code_colour(colour, "light")

    def code_colour(self, colour: str) -> CodeColour:
        """Give a code's colours by palette name or #RRGGBB; what cannot be read is stone."""
        found = self._code_colours.get(colour)
        if found is None:
            found = self._code_colours[colour] = self._make_code_colour(colour, self._scheme)
        return found

    def _make_code_colour(self, colour: str, scheme: Scheme) -> CodeColour:
        named = self._tokens["code"]
        if colour not in named and is_hex(colour):
            shades = shades_of(colour, self._tokens["recipe"][scheme])
            values = (shades.stripe, shades.tint, shades.strong)
        else:
            row = named.get(colour, named[_FALLBACK_CODE])[scheme]
            values = (row["stripe"], row["tint"], row["strong"])
        black_or_white = (QColor(name).name() for name in ("black", "white"))
        letter = max(black_or_white, key=lambda ink: contrast(ink, values[0]))
        return CodeColour(*(QColor(value) for value in (*values, letter)))

    def overlap_tint(self, colours: tuple[str, ...]) -> QColor:
        """Choose what lies under words with these codes: one its tint, two mixed, more neutral."""
        if len(colours) == 1:
            return self.code_colour(colours[0]).tint
        if len(colours) > 2:
            return self.colour("dense")
        one, other = map(self.code_colour, colours)
        return _mean(one.tint, one.strong, other.tint, other.strong)

    def code_names(self) -> list[str]:
        """Name the palette's colours, family by family, in the order they are given out."""
        return list(self._tokens["code"])

    @staticmethod
    def family(colour: str) -> str:
        """Name the family of a palette colour; foreign colours belong to stone."""
        family = colour.rpartition("-")[0]
        return family if family in ("ember", "tide", "iris") else "stone"

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colour(name))
        disabled = QPalette.ColorGroup.Disabled
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
            QPalette.ColorRole.HighlightedText,
        ):
            palette.setColor(disabled, role, self.colour("disabled"))
        palette.setColor(disabled, QPalette.ColorRole.Base, self.colour("window"))
        return palette

    # ---- lengths, times and type

    def px(self, design: float) -> int:
        """Scale a length of the design to the interface font in use."""
        return round(design * self._scale)

    def size(self, name: str) -> int:
        """Give a named length, such as `code_row`, in pixels."""
        return self.px(self._tokens["size"][name])

    def number(self, name: str) -> float:
        """Give a named figure of the sizes as it stands, such as `line_height` or `bar_rows`."""
        return float(self._tokens["size"][name])

    def time(self, name: str) -> int:
        """Give a named time, such as `toast`, in milliseconds."""
        return int(self._tokens["time"][name])

    def font(self, step: str, *, zoom: float = 1.0) -> QFont:
        """Make the font of a step of the type scale; `zoom` counts for the transcript's steps."""
        found = self._fonts.get((step, zoom))
        if found is None:
            found = self._fonts[step, zoom] = self._make_font(step, zoom)
        return QFont(found)

    def _make_font(self, step: str, zoom: float) -> QFont:
        row = self._tokens["type"]["scale"][step]
        font = QFont(self._app.font())
        if row.get("face") == "reading":
            chosen = [self._reading_face] if self._reading_face else []
            font.setFamilies([*chosen, self.reading_face, *font.families()])
        factor = row["size"] * (zoom if row.get("zooms") else 1.0)
        font.setPointSizeF(self._app.font().pointSizeF() * factor)
        font.setWeight(QFont.Weight(row.get("weight", 400)))
        if row.get("tabular"):
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    # ---- icons

    def icon(self, name: str, ink: str = "ink2") -> QIcon:
        """Draw an icon in the colour of a role, with its disabled state; drawn once."""
        found = self._icons_drawn.get((name, ink))
        if found is not None:
            return found
        icon = self._icons_drawn[name, ink] = QIcon()
        for mode, role in ((QIcon.Mode.Normal, ink), (QIcon.Mode.Disabled, "disabled")):
            for ratio in (1, 2, 3):
                icon.addPixmap(self.pixmap(name, role, ratio=ratio), mode)
        return icon

    def pixmap(self, name: str, ink: str = "ink2", *, size: int = 16, ratio: float = 1) -> QPixmap:
        """Draw an icon; `size` is a length of the design, `ratio` the screen's scale."""
        tokens = self._tokens["icon"]
        svg = _read_icon(self._icons / f"{name}.svg")
        svg = svg.replace("currentColor", self.colour(ink).name())
        svg = svg.replace('stroke-width="2"', f'stroke-width="{tokens["stroke"]}"')
        side = self.px(size)
        picture = QPixmap(QSize(side, side) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        return picture

    def chip(self, colour: str, key: str, side: int, ratio: float = 1) -> QPixmap:
        """Give a code's chip, so many pixels high; drawn once."""
        wanted = colour, key, side, ratio
        found = self._chips.get(wanted)
        if found is None:
            shades, font = self.code_colour(colour), self.font("caption")
            found = self._chips[wanted] = _make_chip(shades, key, side, ratio, font)
        return found

    def dress(self, thing: QAbstractButton | QAction, name: str, ink: str = "ink2") -> None:
        """Give a button or action its icon, drawn anew whenever light turns dark."""
        thing.setIcon(self.icon(name, ink))
        if isinstance(thing, QAbstractButton):
            thing.setIconSize(QSize(self.px(16), self.px(16)))
        self._dressed = [
            row for row in self._dressed if row[0] is not thing and shiboken6.isValid(row[0])
        ]
        self._dressed.append((thing, name, ink))

    # ---- words for the style sheet

    @staticmethod
    def say(widget: QWidget, *, ink: str = "", surface: str = "", kind: str = "") -> None:
        """Name a widget's roles; the style sheet does the rest, also after a change of theme."""
        for key, value in (("ink", ink), ("surface", surface), ("kind", kind)):
            if value:
                widget.setProperty(key, value)
        if surface:
            widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        widget.style().unpolish(widget)
        widget.style().polish(widget)

    def _style_sheet(self) -> str:
        roles: dict[str, str] = self._tokens["roles"][self._scheme]
        rules = [f'*[ink="{role}"] {{ color: {value}; }}' for role, value in roles.items()]
        rules += [
            f'*[surface="{role}"] {{ background: {value}; }}' for role, value in roles.items()
        ]
        lengths = {f"px{n}": f"{self.px(n)}px" for n in range(1, 33)}
        sheet = Template(resources("look", "style.qss").read_text("utf-8"))
        names = roles | lengths | {"icons": self._icons.as_posix(), "scheme": self._scheme}
        return "\n".join([*rules, sheet.substitute(names)])


@lru_cache(maxsize=1)
def theme() -> Theme:
    """Give the theme of this application, made when first asked for."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a theme needs a QApplication")
    return Theme(app)


def draw_chip(painter: QPainter, box: QRectF, colour: str, key: str) -> None:
    """Paint a code's chip: its colour as a small rounded square with its key inside."""
    ratio = painter.device().devicePixelRatioF()
    chip = theme().chip(colour, key, round(box.height()), ratio)
    painter.drawPixmap(box.topLeft().toPoint(), chip)


def _make_chip(shades: CodeColour, key: str, side: int, ratio: float, font: QFont) -> QPixmap:
    chip = QPixmap(QSize(side, side) * ratio)
    chip.setDevicePixelRatio(ratio)
    chip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(chip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shades.stripe)
    painter.drawRoundedRect(QRectF(0, 0, side, side), side / 4, side / 4)
    font.setWeight(QFont.Weight.DemiBold)
    font.setPointSizeF(font.pointSizeF() * min(1.0, side / theme().px(16)))
    painter.setFont(font)
    painter.setPen(shades.letter)
    painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, key)
    painter.end()
    return chip


@lru_cache(maxsize=128)
def _read_icon(file: Path) -> str:
    return file.read_text("utf-8")


def _mean(*colours: QColor) -> QColor:
    red, green, blue = (
        sum(part) // len(colours)
        for part in zip(*((c.red(), c.green(), c.blue()) for c in colours), strict=True)
    )
    return QColor(red, green, blue)
