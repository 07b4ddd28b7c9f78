"""What people see: pages over the published figures and, for stewards, over the desk."""
