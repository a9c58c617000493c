"""How the app starts: settings, addresses, health, the demo. Nothing about guidance or interviews."""
