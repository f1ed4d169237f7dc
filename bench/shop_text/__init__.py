"""Next purchase from texts and a little behaviour: `warmstart bench shop-text`."""

from bench.shop_text.command import main as main
