"""fupin-desktop (驻村扶贫工作台): register, exchange and notices of a village work team, without a network."""

__version__ = "0.1.0"
