"""A paper shown page by page before it is printed or saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.exchange.table_files import CannotWriteError
from officeapp.gui.confirming import ask_first
from officeapp.gui.printing.pages import POINTS_PER_INCH, Pages
from officeapp.gui.printing.sending import PrinterRefusedError, Sent, ask_printer, send
from officeapp.gui.prompts import tell
from officeapp.gui.tasks import TaskRunner, TaskRunningError
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QCloseEvent, QImage, QResizeEvent
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report

    AskPrinter = Callable[[QWidget, int, QSettings | None], QPrinter | None]

PRINTING = "Printing"
WIDEST, TALLEST = 900, 960
SMALLEST_PAGE = 200  # pixels across
PAPERS = "Papers (*.pdf)"


def print_pdf(
    parent: QWidget,
    paper: bytes | Path,
    title: str,
    services: WindowServices,
    *,
    before: Callable[[], None] | None = None,
    ask: AskPrinter = ask_printer,
) -> PrintPreview:
    """Show a paper, to be printed through the system's dialog or saved.

    Args:
        parent: The widget it belongs to; a lock of its window throws the paper away.
        paper: The PDF.
        title: What it is, without an ending: also the name of the file offered.
        services: What the window lends; printing goes on in its long work, with Cancel.
        before: Called once, as the paper is about to leave the program, to note that it does; what
            it refuses is said and keeps the paper here. None where nothing is noted.
        ask: Asks for the printer.

    Raises:
        NotAPaperError: It cannot be read.
    """
    preview = PrintPreview(parent, paper, title, services, before=before, ask=ask)
    preview.open()
    return preview


def send_pdf(
    parent: QWidget, paper: bytes | Path, services: WindowServices, printer: QPrinter
) -> None:
    """Send a paper to a printer that was chosen before, in the window's long work.

    A refusal of the printer is said in the window's message bar.

    Raises:
        TaskRunningError: Other long work has not ended yet.
    """

    def work(report: Report) -> Sent | PrinterRefusedError:
        try:
            return send(paper, printer, report)
        except PrinterRefusedError as refusal:
            return refusal

    def answer(sent: Sent | PrinterRefusedError) -> None:
        if isinstance(sent, Sent):
            services.say(sent.said)
        else:
            tell(parent, str(sent))

    services.tasks.run(parent, PRINTING, work, answer)


class PrintPreview(QDialog):
    """One page of a paper at a time, as wide as the window, with Print and Save."""

    def __init__(
        self,
        parent: QWidget,
        paper: bytes | Path,
        title: str,
        services: WindowServices,
        *,
        before: Callable[[], None] | None,
        ask: AskPrinter,
    ) -> None:
        super().__init__(parent)
        self._owner, self._services = parent, services
        self._paper, self._title = paper, title
        self._before, self._ask = before, ask
        self._pages = Pages(paper)
        self._drawing = TaskRunner(self)
        self._number, self._wanted = 1, 0
        self._page = QLabel(self)
        self._scroll = QScrollArea(self)
        self._where, self._said = QLabel(self), QLabel(self)
        self._earlier = QPushButton("Previous  PgUp", self)
        self._later = QPushButton("Next  PgDn", self)
        self._save = QPushButton("Save as PDF…  Ctrl+S", self)
        self._print = QPushButton("Print…  Enter", self)
        self._back = QPushButton("Close  Esc", self)
        self._build()
        self._connect()
        self._turn(0)

    @property
    def pages(self) -> int:
        """Return how many pages the paper has."""
        return self._pages.count

    def _build(self) -> None:
        self.setObjectName("preview")
        self.setWindowTitle("Print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        named: tuple[tuple[QWidget, str, str], ...] = (
            (self._page, "page", "The page in view"),
            (self._where, "where", ""),
            (self._said, "said", ""),
            (self._earlier, "earlier", "Previous page"),
            (self._later, "later", "Next page"),
            (self._save, "save", "Save as PDF"),
            (self._print, "print", "Print"),
            (self._back, "close", "Close"),
        )
        for part, name, spoken in named:
            part.setObjectName(f"preview.{name}")
            part.setAccessibleName(spoken)
        self._print.setProperty("class", "primary")
        self._print.setDefault(True)
        for button in (self._earlier, self._later, self._save, self._back):
            button.setAutoDefault(False)
        self._said.setProperty("class", "refused")
        self._said.setWordWrap(True)
        self._said.hide()
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._page)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("The paper; the arrow keys scroll")
        self._scroll.setMinimumSize(240, 120)
        head, foot = QHBoxLayout(), QHBoxLayout()
        title = label(self._title, "section", self)
        title.setWordWrap(True)
        head.addWidget(title, 1)
        for part in (self._where, self._earlier, self._later):
            head.addWidget(part)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._save)
        foot.addWidget(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._said)
        column.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(WIDEST, room.width() - 40), min(TALLEST, room.height() - 60))
        self._print.setFocus()

    def _connect(self) -> None:
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        self._back.clicked.connect(self.close)
        self._earlier.clicked.connect(partial(self._turn, -1))
        self._later.clicked.connect(partial(self._turn, 1))
        self._drawing.ended.connect(self._draw_wanted)
        for key, act in (
            ("PgUp", partial(self._turn, -1)),
            ("PgDown", partial(self._turn, 1)),
            ("Down", partial(self._scroll_by, 1)),
            ("Up", partial(self._scroll_by, -1)),
            ("Ctrl+S", self._on_save),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _turn(self, by: int) -> None:
        """Show another page, from its top."""
        self._number = max(1, min(self.pages, self._number + by))
        self._where.setText(f"Page {self._number} of {self.pages}")
        self._earlier.setEnabled(self._number > 1)
        self._later.setEnabled(self._number < self.pages)
        self._scroll.verticalScrollBar().setValue(0)
        self._want()

    def _scroll_by(self, steps: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + steps * self._scroll.height() // 4)

    def _want(self) -> None:
        """Draw the page anew, once what is being drawn has ended."""
        self._wanted = self._number
        self._draw_wanted()

    def _draw_wanted(self) -> None:
        if not self._wanted or self._drawing.running:
            return
        number, self._wanted = self._wanted, 0
        across = max(SMALLEST_PAGE, self._scroll.viewport().width()) * self.devicePixelRatioF()
        finest = across / self._pages.size(number)[0] * POINTS_PER_INCH
        pages = self._pages

        def work(_report: Report) -> QImage:
            return pages.image(number, finest)

        self._drawing.run(self, "Drawing the page", work, self._show)

    def _show(self, image: QImage) -> None:
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._page.setPixmap(picture)

    def _on_print(self) -> None:
        printer = self._ask(self, self.pages, self._services.settings)
        if printer is not None:
            self._send(printer)

    def _send(self, printer: QPrinter) -> None:
        try:
            if self._services.tasks.running:
                raise TaskRunningError(self._services.tasks.running)
            self._note()
            send_pdf(self._owner, self._paper, self._services, printer)
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self._send, printer)):
                self._refuse(str(refusal))
        else:
            self.close()

    def _on_save(self) -> None:
        folder = Path.home() / "Documents"
        start = (folder if folder.is_dir() else Path.home()) / f"{self._title}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "Save", str(start), PAPERS)
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(".pdf")
        self._save_as(path)

    def _save_as(self, path: Path) -> None:
        try:
            self._note()
            _save(self._paper, path)
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self._save_as, path)):
                self._refuse(str(refusal))
        else:
            self._services.say(f"Saved: {path.name}.")
            self.close()

    def _note(self) -> None:
        """Have it noted that the paper leaves; once, whatever happens to it after."""
        if self._before is not None:
            self._before()
            self._before = None

    def _refuse(self, why: str) -> None:
        self._said.setText(why)
        self._said.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want()

    @override
    def done(self, result: int) -> None:
        self._let_go()
        super().done(result)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._let_go()
        super().closeEvent(event)

    def _let_go(self) -> None:
        """Stop drawing and give the paper back; Esc, a lock and the buttons all come here."""
        self._wanted = 0
        self._drawing.close()
        self._pages.close()


def _save(paper: bytes | Path, path: Path) -> None:
    try:
        path.write_bytes(paper.read_bytes() if isinstance(paper, Path) else paper)
    except OSError as error:
        raise CannotWriteError(path, error.strerror or "unknown reason") from error
